import { InvalidArgumentError, Option } from "@commander-js/extra-typings";

/** An option such as `--url <origin>` that takes the address of a website. Its value has no path and no slash at the end. */
export function origin<Flags extends string>(flags: Flags, does: string) {
  return new Option(flags, does).argParser((text: string): string => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isOrigin = url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
    if (isOrigin) return url.origin;
    throw new InvalidArgumentError("It must be an http or https address without a path, such as https://app.example.");
  });
}
