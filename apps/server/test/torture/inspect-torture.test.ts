import { openFileStore } from '@crypto-cmp/lab-ca/node';
import { expect, test } from 'vitest';

import { readMasterKey } from '../../src/sealing/master-key.ts';
import { createSealer } from '../../src/sealing/sealer.ts';
import { createTrustpoint, runEnrollment } from '../run-enrollment.ts';
import { makeFolder, startConsole } from '../start-console.ts';
import { labPolicy, startLab } from '../start-lab.ts';
import { openStored } from '../test-database.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkEnrollments } from './check-enrollments.ts';
import { checkIssued } from './check-issued.ts';
import { readTables, type Tables } from './read-tables.ts';

test('an inspection finds nothing where all is well, and each thing that is not', async () => {
  const [dataDir, labDir] = [makeFolder(), makeFolder()];
  const [{ client, settings }, lab] = [await startConsole({ dataDir }), await startLab(undefined, labDir)];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const { id } = await runEnrollment(client, trustpointId);
  const tables = await readTables(await openStored(dataDir));
  const records = await openFileStore(labDir).loadRecords();
  const sealer = createSealer(readMasterKey(settings.masterKeyFile, false).bytes);
  const inspect = (changes: Partial<Tables> = {}, { started = [id], register = records } = {}) => [
    ...checkEnrollments({ ...tables, ...changes }, new Set(started)),
    ...checkCertificates({ ...tables, ...changes }, sealer),
    ...checkIssued({ ...tables, ...changes }, register).broken,
  ];
  const { enrollments, certificates, keys, messages } = tables;
  const enrollment = (changes: Partial<Tables['enrollments'][number]>) => ({
    enrollments: enrollments.map((row) => ({ ...row, ...changes })),
  });

  expect(inspect()).toEqual([]);
  expect(inspect({}, { started: [id, 'another'] })).toEqual(['enrollment another was started and is lost']);
  expect(inspect({}, { started: [] })).toEqual([`nobody has started enrollment ${id}`]);
  expect(inspect(enrollment({ finishedAt: null }))).toEqual([expect.stringContaining('is stuck')]);
  expect(inspect(enrollment({ hasPlace: 1 }))).toEqual([expect.stringContaining('keeps a place')]);
  expect(inspect({ messages: messages.slice(1) })).toEqual([expect.stringContaining('has the messages 2')]);
  expect(inspect({ messages: messages.slice(1).concat(messages.slice(0, 1)) })).toHaveLength(1);
  expect(inspect({ certificates: [] })).toContainEqual(expect.stringContaining('does not say so'));
  expect(inspect({ keys: [] })).toEqual([
    expect.stringMatching(/^certificate \S+ has no key$/),
    expect.stringContaining('nobody has the key'),
    expect.stringContaining('certificates were saved'),
  ]);
  expect(inspect({ keys: keys.map((key) => ({ ...key, privateKeySealed: null })) })).toEqual([
    expect.stringContaining('is gone'),
  ]);
  expect(inspect({ trustpoints: [] })).toEqual([expect.stringContaining('has no trustpoint')]);
  expect(inspect({ certificates: certificates.concat(certificates) })).not.toEqual([]);
  expect(inspect({}, { register: records.concat(records) })).toEqual([
    expect.stringContaining('is not the first for its key'),
    expect.stringContaining('certificates were saved'),
  ]);
  expect(inspect({}, { register: [] })).toEqual([expect.stringContaining('the CA has 0')]);
});
