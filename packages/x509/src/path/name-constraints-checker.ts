import type { Certificate } from '../certificate/certificate.ts';
import { type GeneralSubtree, nameConstraints } from '../extensions/name-constraints.ts';
import { subjectAltNames } from '../extensions/subject-alt-names.ts';
import { decodeName } from '../names/decode-name.ts';
import { showName } from '../names/show-name.ts';
import { isNullName } from '../names/null-name.ts';
import type { GeneralName } from '../structures/general-name.ts';
import { isWithinSubtree, mayCover } from './is-within-subtree.ts';
import { type PathRefusal, refuse } from './path-verdict.ts';

/** Gathers the name constraints on the way down a path (RFC 5280, sections 4.2.1.10 and 6.1). */
export interface NameConstraintsChecker {
  /** Takes over the constraints of a CA certificate for all that follow. */
  constrain(certificate: Certificate): PathRefusal | undefined;
  /** Holds the names of a certificate against the constraints so far. */
  check(certificate: Certificate): PathRefusal | undefined;
}

export function createNameConstraintsChecker(): NameConstraintsChecker {
  // Permitted subtrees intersect: a name must lie in one of each list. Excluded ones unite.
  const permitted: (readonly GeneralSubtree[])[] = [];
  const excluded: GeneralSubtree[] = [];
  return {
    constrain(certificate) {
      const constraints = nameConstraints(certificate);
      if (constraints === undefined) return undefined;
      const subtrees = [...constraints.permittedSubtrees, ...constraints.excludedSubtrees];
      if (subtrees.some(({ minimum, maximum }) => minimum !== 0 || maximum !== undefined)) {
        return refuse(
          'name-constraint-not-supported',
          `${showName(certificate.subject)} has a name constraint with minimum or maximum`,
          certificate,
        );
      }
      if (constraints.permittedSubtrees.length > 0) permitted.push(constraints.permittedSubtrees);
      excluded.push(...constraints.excludedSubtrees);
      return undefined;
    },
    check(certificate) {
      if (permitted.length === 0 && excluded.length === 0) return undefined;
      for (const name of namesOf(certificate)) {
        const refusal = checkName(name, certificate, permitted, excluded);
        if (refusal !== undefined) return refusal;
      }
      return undefined;
    },
  };
}

function checkName(
  name: GeneralName,
  certificate: Certificate,
  permitted: readonly (readonly GeneralSubtree[])[],
  excluded: readonly GeneralSubtree[],
): PathRefusal | undefined {
  const isMatch = (subtree: GeneralSubtree): boolean => isWithinSubtree(name, subtree.base) === true;
  const subject = showName(certificate.subject);
  const ofType = [...permitted.flat(), ...excluded].filter(({ base }) => base.type === name.type);
  const isStrange = ofType.some(({ base }) => isWithinSubtree(name, base) === 'not-supported');
  if (isStrange || (isInternationalMailbox(name) && [...permitted.flat(), ...excluded].some(isOnMailboxes))) {
    return refuse(
      'name-constraint-not-supported',
      `${subject} has a ${name.type} under a constraint that is not supported`,
      certificate,
    );
  }
  const isOutside = permitted
    .map((subtrees) => subtrees.filter(({ base }) => base.type === name.type))
    .some((subtrees) => subtrees.length > 0 && !subtrees.some(isMatch));
  if (isOutside)
    return refuse(
      'name-not-permitted',
      `${subject} has a ${name.type} outside of what its CA may certify`,
      certificate,
    );
  if (excluded.some((subtree) => isMatch(subtree) || mayCover(name, subtree.base))) {
    return refuse('name-not-permitted', `${subject} has a ${name.type} that its CA may not certify`, certificate);
  }
  return undefined;
}

/** RFC 9598, section 6: constraints on mailboxes hold for these too, which are not compared here. */
function isInternationalMailbox(name: GeneralName): boolean {
  return name.type === 'otherName' && name.value.typeId === SMTP_UTF8_MAILBOX;
}

function isOnMailboxes({ base }: GeneralSubtree): boolean {
  return base.type === 'rfc822Name';
}

/** Subject and alternative names; an e-mail address in the subject counts where no alternative name is one. */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const alternative = subjectAltNames(certificate);
  const names: GeneralName[] = [...alternative];
  if (!isNullName(certificate.subject)) names.push({ type: 'directoryName', value: certificate.subject });
  if (!alternative.some(({ type }) => type === 'rfc822Name')) {
    for (const { type, value } of decodeName(certificate.subject).rdns.flat()) {
      if (type === EMAIL_ADDRESS) names.push({ type: 'rfc822Name', value });
    }
  }
  return names;
}

const SMTP_UTF8_MAILBOX = '1.3.6.1.5.5.7.8.9';
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';
