import { createPrivateKey, X509Certificate } from 'node:crypto';

import { privateKeyPlace } from '../../src/sealing/sealed-places.ts';
import type { Sealer } from '../../src/sealing/sealer.ts';
import type { Tables } from './read-tables.ts';

/** Whether each certificate has its key, each key its trustpoint, and each trustpoint the newest of its certificates. */
export function checkCertificates(tables: Tables, sealer: Sealer): string[] {
  const { trustpoints, enrollments, certificates } = tables;
  const keys = new Map(tables.keys.map((key) => [key.id, key]));
  const trustpointIds = new Set(trustpoints.map(({ id }) => id));
  const enrollmentsById = new Map(enrollments.map((enrollment) => [enrollment.id, enrollment]));
  return [
    ...tables.keys
      .filter(
        ({ trustpointId, enrollmentId }) => !trustpointIds.has(trustpointId) || !enrollmentsById.has(enrollmentId),
      )
      .map(({ id }) => `key ${id} has no trustpoint or no enrollment`),
    ...enrollments
      .filter(({ state, id, certificateId }) => {
        const own = certificates.filter(({ enrollmentId }) => enrollmentId === id).map((certificate) => certificate.id);
        return state === 'succeeded' ? own.join() !== certificateId : own.length > 0;
      })
      .map(({ id, state }) => `enrollment ${id} is ${state}, and its certificates are not what follows from that`),
    ...trustpoints
      .filter(({ id, currentCertificateId }) => {
        const own = certificates.filter(({ trustpointId }) => trustpointId === id);
        const inUse = own.filter(({ replacedAt }) => replacedAt === null).map((certificate) => certificate.id);
        return (own.at(-1)?.id ?? null) !== currentCertificateId || inUse.join() !== (currentCertificateId ?? '');
      })
      .map(({ name }) => `the current certificate of ${name} is not the last one it got`),
    ...certificates.flatMap(({ id, der, keyId, trustpointId, enrollmentId, replacedAt }) => {
      const key = keys.get(keyId);
      if (key === undefined) return [`certificate ${id} has no key`];
      const isOwn = key.trustpointId === trustpointId && key.enrollmentId === enrollmentId;
      if (!isOwn) return [`certificate ${id} has the key of another enrollment`];
      // Of older ones only the public half is kept.
      if (key.privateKeySealed === null) return replacedAt === null ? [`the key of certificate ${id} is gone`] : [];
      const privateKey = Buffer.from(sealer.open(privateKeyPlace(keyId), key.privateKeySealed));
      const opened = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
      return new X509Certificate(der).checkPrivateKey(opened) ? [] : [`certificate ${id} and its key do not fit`];
    }),
  ];
}
