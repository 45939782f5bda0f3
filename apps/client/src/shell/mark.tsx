// Mark: a workbench with a selection on it.
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeLinecap="round" strokeLinejoin="round">
        <path d="M7 12h18M7 12v-2h18v2M10 12v11M22 12v11" strokeWidth="2.4" />
        <rect x="13" y="15.5" width="6" height="5" strokeWidth="1.8" strokeDasharray="2 1.4" />
      </g>
    </svg>
  )
}
