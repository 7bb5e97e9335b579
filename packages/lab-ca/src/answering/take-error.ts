import { type Answer, ENDED, type Exchange } from './answer.ts';

/**
 * The requester gives up: RFC 9810, section 5.3.21. A certificate that it did not confirm is given up with it. The
 * answer is pkiConf, also where there is no such transaction: the requester wants to know that we have heard.
 */
export async function takeError({ lab, transaction }: Exchange): Promise<Answer> {
  const stage = transaction?.stage;
  if (stage?.name === 'confirming') {
    const record = lab.register.certificate(stage.serialNumber);
    if (record?.status.name === 'unconfirmed') {
      await lab.register.save({ ...record, status: { name: 'rejected' } });
    }
  }
  return { body: { type: 'pkiconf', value: null }, stage: ENDED };
}
