import type { PolicyTrustpoint } from '@crypto-cmp/api';
import { copyName, LIMITS, nameKey } from '@crypto-cmp/policy';
import { IconPlus } from '@tabler/icons-react';
import { memo, useContext, useState } from 'react';
import { useFieldArray, useFormState, useWatch } from 'react-hook-form';

import { Button, TextButton } from '../../../ui/button.tsx';
import { formatCount } from '../../../ui/pager.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import type { FieldFault } from '../../../ui/form/field-faults.ts';
import { listFaults } from './field-errors.ts';
import { trustpointIndexOf } from './field-paths.ts';
import { focusField } from '../../../ui/form/focus-field.ts';
import { FormSection } from '../../../ui/form/form-section.tsx';
import { ListIssue } from './list-issue.tsx';
import { newKey, type PolicyForm, type TrustpointForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { RecheckContext } from './policy-form-context.ts';
import { createTrustpoint } from './to-policy-form.ts';
import { TrustpointRow } from './trustpoint-row.tsx';

interface TrustpointsSectionProps {
  /** What the server says of the stored ones, by id. */
  stored: ReadonlyMap<string, PolicyTrustpoint>;
  openKey: string | undefined;
  onOpen: (key: string | undefined) => void;
}

/** Closed rows are a line each and open ones mount their fields, so that hundreds of trustpoints stay quick. */
export const TrustpointsSection = memo(function TrustpointsSection({
  stored,
  openKey,
  onOpen,
}: TrustpointsSectionProps) {
  const { insert, remove } = useFieldArray<PolicyForm, 'trustpoints', 'rowId'>({
    name: 'trustpoints',
    keyName: 'rowId',
  });
  const trustpoints = useWatch<PolicyForm, 'trustpoints'>({ name: 'trustpoints' });
  const { errors } = useFormState<PolicyForm>({ name: 'trustpoints' });
  const recheck = useContext(RecheckContext);
  const [q, setQ] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const many = trustpoints.length > PAGE;
  const found = many && q !== '' ? trustpoints.filter(matches(q)) : trustpoints;
  const errorCounts = countByTrustpoint(listFaults(errors));
  const indexes = new Map(trustpoints.map(({ key }, index) => [key, index]));

  // The open row stays, also where the search or the limit leaves it out: it is being worked on.
  const shown = found.slice(0, limit);
  const open = trustpoints.find(({ key }) => key === openKey);
  const rows = open === undefined || shown.includes(open) ? shown : [open, ...shown];

  function add(row: TrustpointForm, index: number) {
    insert(index, row, { shouldFocus: false });
    recheck('trustpoints');
    onOpen(row.key);
    focusField(`/trustpoints/${index}/name`);
  }

  function duplicate(row: TrustpointForm, index: number) {
    const taken = new Set(trustpoints.map(({ name }) => nameKey(name)));
    const { stored: _, ...rest } = row;
    const name = copyName(row.name, LIMITS.trustpointName, (key) => taken.has(key));
    add({ ...rest, key: newKey(), name, secret: { action: 'replace', value: '' } }, index + 1);
  }

  const addButton = (
    <Button
      className={classes.addTrustpoint}
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => add(createTrustpoint(), trustpoints.length)}
    >
      Add trustpoint
    </Button>
  );

  return (
    <FormSection title="Trustpoints" hint="One row for each certificate to enroll.">
      {many && (
        <div className={classes.tools}>
          <SearchField
            label="Search trustpoints of this policy"
            placeholder="Name or Subject Name"
            value={q}
            onSearch={(text) => {
              setQ(text);
              setLimit(PAGE);
            }}
            aside={q === '' ? undefined : `${formatCount(found.length)} of ${formatCount(trustpoints.length)}`}
          />
          {addButton}
        </div>
      )}
      <ul className={classes.rows}>
        {rows.map((row) => {
          const index = indexes.get(row.key) ?? 0;
          return (
            <TrustpointRow
              key={row.key}
              row={row}
              index={index}
              stored={row.stored && stored.get(row.stored.id)}
              errorCount={errorCounts.get(index) ?? 0}
              isOpen={row.key === openKey}
              onToggle={() => onOpen(row.key === openKey ? undefined : row.key)}
              onDuplicate={() => duplicate(row, index)}
              onRemove={() => {
                remove(index);
                recheck('trustpoints');
              }}
            />
          );
        })}
      </ul>
      <ListIssue name="trustpoints" />
      {rows.length < found.length && (
        <div className={classes.more}>
          <span>
            {formatCount(rows.length)} of {formatCount(found.length)} shown
          </span>
          <TextButton onClick={() => setLimit(limit + MORE)}>Show more</TextButton>
        </div>
      )}
      {many && found.length === 0 && <p className={classes.more}>No trustpoint of this policy matches “{q}”.</p>}
      {!many && <div className={classes.addRow}>{addButton}</div>}
    </FormSection>
  );
});

function matches(q: string): (row: TrustpointForm) => boolean {
  const wanted = q.toLowerCase();
  return ({ name, subjectName }) => name.toLowerCase().includes(wanted) || subjectName.toLowerCase().includes(wanted);
}

function countByTrustpoint(faults: readonly FieldFault[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { pointer } of faults) {
    const index = trustpointIndexOf(pointer);
    if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return counts;
}

const PAGE = 20;
const MORE = 50;
