/** What is always true about one code: what it says, why it is refused and how it is mended. */
export interface ProblemPage {
  readonly code: string;
  readonly composition?: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}
