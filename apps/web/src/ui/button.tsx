import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react';

import classes from './button.module.css';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger' | 'danger-quiet';

interface Look {
  /** One `primary` a page; `danger` only inside a confirmation. */
  variant?: ButtonVariant | undefined;
  /** `small` is for rows and cards (32 px). */
  size?: 'normal' | 'small' | undefined;
  icon?: ReactNode;
  iconAfter?: ReactNode;
}

interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows a spinner in the icon's place and ignores presses; the button stays focusable. */
  busy?: boolean | undefined;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'default',
  size = 'normal',
  icon,
  iconAfter,
  busy = false,
  children,
  onClick,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={join(classes.button, className)}
      data-variant={variant}
      data-size={size}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {iconAfter}
    </button>
  );
}

interface AnchorButtonProps extends Look, AnchorHTMLAttributes<HTMLAnchorElement> {
  ref?: Ref<HTMLAnchorElement>;
}

/** An `a` that looks like a button: for downloads and other plain addresses. */
export function AnchorButton({
  variant = 'default',
  size = 'normal',
  icon,
  iconAfter,
  children,
  className,
  ...rest
}: AnchorButtonProps) {
  return (
    <a {...rest} className={join(classes.button, className)} data-variant={variant} data-size={size}>
      {icon}
      {children}
      {iconAfter}
    </a>
  );
}

/** The same for a page of the console, with the router's typed `to`. */
export const LinkButton = createLink(AnchorButton);

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What a screen reader says, and the tooltip. */
  label: string;
  /** `edge` draws the border of a control. */
  look?: 'plain' | 'edge';
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, look = 'plain', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={join(classes.icon, className)}
      data-look={look}
    />
  );
}

/** A button that reads as a link: repairs, "Show more", "Add a SAN". */
export function TextButton({
  icon,
  children,
  className,
  ...rest
}: Pick<Look, 'icon'> & ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> }) {
  return (
    <button type="button" {...rest} className={join(classes.text, className)}>
      {icon}
      {children}
    </button>
  );
}

function join(...names: readonly (string | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
