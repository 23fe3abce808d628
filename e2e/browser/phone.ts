import { devices, type BrowserContextOptions } from "playwright";

const { defaultBrowserType: _, ...iphone } = devices["iPhone 13"] ?? {};

/** A phone's screen, fingers and user agent, in whatever browser there is. */
export const PHONE: BrowserContextOptions = iphone;
