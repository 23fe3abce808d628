import { devices, type BrowserContextOptions } from "playwright";

const { defaultBrowserType: _, ...iphone } = devices["iPhone 13"] ?? {};

/** A phone's screen, touch and user agent, in the browser under test. */
export const PHONE: BrowserContextOptions = iphone;

/** The devices that a flow is tested on, for `describe.each`. */
export const DEVICES: readonly (readonly [name: string, as: BrowserContextOptions, isPhone: boolean])[] = [
  ["desktop", { viewport: { width: 1280, height: 800 } }, false],
  ["phone", PHONE, true],
];
