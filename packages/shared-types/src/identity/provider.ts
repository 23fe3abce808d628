import { z } from "zod";

/** A sign-in provider: any OpenID Connect provider, by name. */
export const providerViewSchema = z.object({ id: z.string(), name: z.string() });
export type ProviderView = z.infer<typeof providerViewSchema>;

/** Answer of `GET /api/account/providers`. */
export const providersResponseSchema = z.object({ providers: z.array(providerViewSchema) });

/** Answer of `POST /api/account/provider`: where the user signs in. `state` comes back with the code and must be the same. */
export const providerUrlResponseSchema = z.object({ url: z.url(), state: z.string() });
export type ProviderUrl = z.infer<typeof providerUrlResponseSchema>;

export const providerIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
