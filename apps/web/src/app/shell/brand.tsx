import classes from './brand.module.css';

/** Two lifelines and two messages: what the product does. */
export function Brand() {
  return (
    <div className={classes.brand}>
      <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden>
        <rect width="28" height="28" rx="6" fill="#0e6b85" />
        <g fill="none" strokeLinecap="round" strokeLinejoin="round" strokeWidth="1.75">
          <path stroke="#fff" d="M8.5 6v16M19.5 6v16" />
          <path stroke="#aedae7" d="M9 11h8M14.5 8.5 17 11l-2.5 2.5M19 17h-8M13.5 14.5 11 17l2.5 2.5" />
        </g>
      </svg>
      <span>
        <b>Crypto CMP</b>
        <small>Console</small>
      </span>
    </div>
  );
}
