import { runsOf } from "@sendcat/test-depth";
import { admissionLaws } from "./testing/admission-laws.ts";
import { LOCAL_BACKENDS } from "../testing/local-redis.ts";

admissionLaws(LOCAL_BACKENDS[1], runsOf("admission-on-fallback"));
