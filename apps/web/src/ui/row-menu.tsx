import { Menu } from '@mantine/core';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { IconButton } from './button.tsx';
import classes from './row-menu.module.css';

/** The three dots of a row. `label` names the row: "Actions for branch-aps". */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu
      position="bottom-end"
      offset={6}
      width={208}
      transitionProps={{ duration: 120 }}
      classNames={{ dropdown: classes.dropdown ?? '' }}
    >
      <Menu.Target>
        <IconButton label={label} title="">
          <IconDots size={18} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

interface RowActionProps {
  icon: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  children: ReactNode;
}

export function RowAction({ icon, onSelect, danger = false, children }: RowActionProps) {
  return (
    <Menu.Item
      leftSection={icon}
      onClick={onSelect}
      classNames={{ item: classes.item ?? '', itemSection: classes.section ?? '' }}
      data-danger={danger || undefined}
    >
      {children}
    </Menu.Item>
  );
}

export function RowMenuLine() {
  return <Menu.Divider className={classes.line ?? ''} />;
}
