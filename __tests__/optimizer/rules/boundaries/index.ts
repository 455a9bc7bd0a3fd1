import type { Boundary } from "../../../support/boundaries";
import { aurora } from "./aurora";
import { dax } from "./dax";
import { dynamodb } from "./dynamodb";
import { group } from "./group";
import { inference } from "./inference";
import { lambda } from "./lambda";
import { nights } from "./nights";
import { rds } from "./rds";
import { redis } from "./redis";
import { training } from "./training";

/** One file a kind of component; a number of a policy is a line in one of them. */
export const RULE_BOUNDARIES: readonly Boundary[] = [aurora, dax, dynamodb, group, inference, lambda, nights, rds, redis, training].flat();
