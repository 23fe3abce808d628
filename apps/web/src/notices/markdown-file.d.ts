/** A Markdown file as its text; next.config.ts has the bundler's rule. */
declare module "*.md" {
  const text: string;
  export default text;
}
