import type { Trustpoint } from '@crypto-cmp/api';

import { AltNames } from '../../ui/alt-names.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { formatDate } from '../../ui/time.ts';

/** Before there is a certificate: what will be asked for. */
export function RequestSection({ trustpoint }: { trustpoint: Trustpoint }) {
  const { subjectName, subjectAltNames, referenceId, secret, senderName, recipientName } = trustpoint;
  return (
    <Section title="What will be requested">
      <Facts lines>
        <Fact label="Subject Name">{subjectName}</Fact>
        <Fact label="SAN">
          <AltNames names={subjectAltNames} />
        </Fact>
        <Fact label="Sender Name">{senderName}</Fact>
        {recipientName !== '' && <Fact label="Recipient Name">{recipientName}</Fact>}
        <Fact label="Reference ID">{referenceId.value}</Fact>
        <Fact label="Secret">
          {secret.setAt === null ? 'not set' : `set since ${formatDate(secret.setAt)}. Nobody can read it back.`}
        </Fact>
      </Facts>
    </Section>
  );
}
