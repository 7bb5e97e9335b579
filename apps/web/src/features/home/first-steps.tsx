import type { Overview } from '@crypto-cmp/api';
import { IconCheck, IconFlask, IconPlus, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Button, LinkButton } from '../../ui/button.tsx';
import { describeLoadError } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import classes from './first-steps.module.css';
import { labCaQuery, useLabEnrollment } from './lab-enrollment.ts';

/** The home before anything is enrolled: one press to a first certificate, or a policy of one's own. */
export function FirstSteps({ overview: { policyCount, trustpoints } }: { overview: Overview }) {
  const labCa = useQuery(labCaQuery);
  const lab = useLabEnrollment();
  const hasLabCa = labCa.data?.configured === true;
  const hasTrustpoints = trustpoints.all > 0;
  return (
    <div className={classes.first}>
      <PageHeader title="Nothing is enrolled yet" name="Home">
        {hasLabCa
          ? 'A first certificate takes about a minute with the lab CA, which runs beside this console.'
          : 'A policy says which CA to ask, and for what. Its trustpoints are then enrolled with one press each.'}
      </PageHeader>
      <ul className={classes.steps}>
        {hasLabCa && (
          <Step
            icon={<IconFlask size={20} stroke={1.5} aria-hidden />}
            title="Try it with the lab CA"
            text="Makes a policy with its server, Reference ID and Secret filled in, then enrolls one trustpoint."
            action={
              <Button variant="primary" busy={lab.isPending} onClick={() => lab.mutate()}>
                Enroll with the lab CA
              </Button>
            }
          />
        )}
        {hasTrustpoints && (
          <Step
            icon={<IconShieldCheck size={20} stroke={1.5} aria-hidden />}
            title={trustpoints.all === 1 ? 'Enroll your trustpoint' : `Enroll your ${trustpoints.all} trustpoints`}
            text={`${policyCount === 1 ? 'The policy is' : 'The policies are'} written. No trustpoint holds a certificate yet.`}
            action={<LinkButton to="/trustpoints">See trustpoints</LinkButton>}
          />
        )}
        <Step
          icon={<IconPlus size={20} stroke={1.5} aria-hidden />}
          title="Create a policy for your CA"
          text="You need the CA’s address and path, a Reference ID with its Secret, and the CA certificate."
          action={
            <LinkButton
              to="/policies/new"
              variant={hasLabCa || labCa.isPending || hasTrustpoints ? 'default' : 'primary'}
            >
              New policy
            </LinkButton>
          }
        />
      </ul>
      {lab.isError && (
        <p className={classes.failure} role="alert">
          {describeLoadError(lab.error)}
        </p>
      )}
      <p className={classes.promise}>
        <IconCheck size={16} stroke={1.75} aria-hidden />
        Nothing is sent anywhere until you start an enrollment.
      </p>
    </div>
  );
}

interface StepProps {
  icon: ReactNode;
  title: string;
  text: string;
  action: ReactNode;
}

function Step({ icon, title, text, action }: StepProps) {
  return (
    <li>
      <span className={classes.icon}>{icon}</span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      {action}
    </li>
  );
}
