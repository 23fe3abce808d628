import { BadGatewayResponseErrorData$inboundSchema } from "@openrouter/sdk/models/badgatewayresponseerrordata.js";
import { BadRequestResponseErrorData$inboundSchema } from "@openrouter/sdk/models/badrequestresponseerrordata.js";
import { ForbiddenResponseErrorData$inboundSchema } from "@openrouter/sdk/models/forbiddenresponseerrordata.js";
import { GatewayTimeoutResponseErrorData$inboundSchema } from "@openrouter/sdk/models/gatewaytimeoutresponseerrordata.js";
import { InternalServerResponseErrorData$inboundSchema } from "@openrouter/sdk/models/internalserverresponseerrordata.js";
import { NotFoundResponseErrorData$inboundSchema } from "@openrouter/sdk/models/notfoundresponseerrordata.js";
import { PaymentRequiredResponseErrorData$inboundSchema } from "@openrouter/sdk/models/paymentrequiredresponseerrordata.js";
import { ProviderOverloadedResponseErrorData$inboundSchema } from "@openrouter/sdk/models/provideroverloadedresponseerrordata.js";
import { RequestTimeoutResponseErrorData$inboundSchema } from "@openrouter/sdk/models/requesttimeoutresponseerrordata.js";
import { ServiceUnavailableResponseErrorData$inboundSchema } from "@openrouter/sdk/models/serviceunavailableresponseerrordata.js";
import { TooManyRequestsResponseErrorData$inboundSchema } from "@openrouter/sdk/models/toomanyrequestsresponseerrordata.js";
import { UnauthorizedResponseErrorData$inboundSchema } from "@openrouter/sdk/models/unauthorizedresponseerrordata.js";
import { z } from "zod";
import type { PublishedSchema } from "../problems-in.ts";

const body = (error: z.ZodType): PublishedSchema => z.object({ error });

/** The bodies of refusals, by status. */
export const ERROR_SCHEMAS: Readonly<Record<number, PublishedSchema>> = {
  400: body(BadRequestResponseErrorData$inboundSchema),
  401: body(UnauthorizedResponseErrorData$inboundSchema),
  402: body(PaymentRequiredResponseErrorData$inboundSchema),
  403: body(ForbiddenResponseErrorData$inboundSchema),
  404: body(NotFoundResponseErrorData$inboundSchema),
  408: body(RequestTimeoutResponseErrorData$inboundSchema),
  429: body(TooManyRequestsResponseErrorData$inboundSchema),
  500: body(InternalServerResponseErrorData$inboundSchema),
  502: body(BadGatewayResponseErrorData$inboundSchema),
  503: body(ServiceUnavailableResponseErrorData$inboundSchema),
  504: body(GatewayTimeoutResponseErrorData$inboundSchema),
  529: body(ProviderOverloadedResponseErrorData$inboundSchema),
};
