import type { PolicyTrustpoint } from '@crypto-cmp/api';
import { IconAlertCircle, IconChevronRight, IconCopy, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RowAction, RowMenu, RowMenuLine } from '../../../ui/row-menu.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { formatDate } from '../../../ui/time.ts';
import type { TrustpointForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { TrustpointFields } from './trustpoint-fields.tsx';

interface TrustpointRowProps {
  row: TrustpointForm;
  index: number;
  stored: PolicyTrustpoint | undefined;
  errorCount: number;
  isOpen: boolean;
  onToggle: () => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

export function TrustpointRow({
  row,
  index,
  stored,
  errorCount,
  isOpen,
  onToggle,
  onDuplicate,
  onRemove,
}: TrustpointRowProps) {
  const [asking, setAsking] = useState(false);
  const name = row.name === '' ? 'New trustpoint' : row.name;

  return (
    <li className={classes.row} data-open={isOpen || undefined}>
      <div className={classes.rowHead}>
        <h3>
          <button type="button" className={classes.rowToggle} aria-expanded={isOpen} onClick={onToggle}>
            <IconChevronRight size={18} stroke={1.75} aria-hidden />
            <span>
              <span className={classes.rowName} data-empty={row.name === '' || undefined} title={name}>
                {name}
              </span>
              {errorCount > 0 ? (
                <span className={classes.rowErrors}>
                  <IconAlertCircle size={13} stroke={1.75} aria-hidden />
                  {errorCount === 1 ? '1 field to correct' : `${errorCount} fields to correct`}
                </span>
              ) : (
                row.subjectName !== '' && (
                  <span className={classes.rowSecond} title={row.subjectName}>
                    {row.subjectName}
                  </span>
                )
              )}
            </span>
          </button>
        </h3>
        <RowState stored={stored} />
        <Menu
          name={name}
          stored={stored}
          onDuplicate={onDuplicate}
          onRemove={() => (holdsCertificate(stored) ? setAsking(true) : onRemove())}
        />
      </div>
      {isOpen && (
        <div className={classes.rowBody}>
          {/* By index: a field's name must not change under a mounted input. */}
          <TrustpointFields key={index} index={index} />
        </div>
      )}
      {asking && stored !== undefined && (
        <ConfirmDialog
          title={`Delete ${stored.name}?`}
          keep="Keep"
          act="Delete trustpoint"
          onKeep={() => setAsking(false)}
          onAct={onRemove}
        >
          {describeLoss(stored)} It happens when you save the policy.
        </ConfirmDialog>
      )}
    </li>
  );
}

interface MenuProps {
  name: string;
  stored: PolicyTrustpoint | undefined;
  onDuplicate: () => void;
  onRemove: () => void;
}

function Menu({ name, stored, onDuplicate, onRemove }: MenuProps) {
  const navigate = useNavigate();
  return (
    <RowMenu label={`Actions for ${name}`}>
      {stored !== undefined && (
        <RowAction
          icon={<IconShieldCheck size={16} stroke={1.75} aria-hidden />}
          onSelect={() => void navigate({ to: '/trustpoints/$trustpointId', params: { trustpointId: stored.id } })}
        >
          Open trustpoint
        </RowAction>
      )}
      <RowAction icon={<IconCopy size={16} stroke={1.75} aria-hidden />} onSelect={onDuplicate}>
        Duplicate
      </RowAction>
      <RowMenuLine />
      <RowAction danger icon={<IconTrash size={16} stroke={1.75} aria-hidden />} onSelect={onRemove}>
        {holdsCertificate(stored) ? 'Delete…' : 'Delete'}
      </RowAction>
    </RowMenu>
  );
}

function RowState({ stored }: { stored: PolicyTrustpoint | undefined }) {
  if (stored === undefined) return null;
  return (
    <span className={classes.rowState}>
      {stored.runningEnrollmentId === null ? (
        <StateMark state={stored.state} />
      ) : (
        <StateMark state="requesting">Enrolling</StateMark>
      )}
    </span>
  );
}

function holdsCertificate(stored: PolicyTrustpoint | undefined): boolean {
  return stored !== undefined && stored.notAfter !== null;
}

function describeLoss({ notAfter }: PolicyTrustpoint): string {
  return notAfter === null
    ? 'Its key goes with it.'
    : `Its certificate, valid until ${formatDate(notAfter)}, and its key go with it.`;
}
