/** One line of JSON in the deployment's log. `requestId` is the edge's, so that one search finds a turn in every log. */
export function logEvent(
  event: string,
  fields: Readonly<Record<string, string | number | boolean | null | undefined>>,
): void {
  console.log(JSON.stringify({ event, ...fields }));
}
