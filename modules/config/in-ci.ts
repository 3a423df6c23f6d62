/** Whether this runs in CI: GitHub Actions and most others set the variable. */
export function isInCi({ CI = '' }: { readonly CI?: string | undefined }): boolean {
  return !['', 'false'].includes(CI);
}
