import { devices, type BrowserContextOptions } from "playwright";

const { defaultBrowserType: _, ...iphone } = devices["iPhone 13"] ?? {};

/** A phone's screen, fingers and user agent, in whatever browser there is. */
export const PHONE: BrowserContextOptions = iphone;

/** What a flow is walked through on, for `describe.each`. */
export const DEVICES: readonly (readonly [name: string, as: BrowserContextOptions, isPhone: boolean])[] = [
  ["desktop", { viewport: { width: 1280, height: 800 } }, false],
  ["phone", PHONE, true],
];
