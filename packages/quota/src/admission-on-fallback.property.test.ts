import { admissionLaws } from "./testing/admission-laws.ts";
import { LOCAL_BACKENDS } from "./testing/local-redis.ts";

admissionLaws(LOCAL_BACKENDS[1], 1_000);
