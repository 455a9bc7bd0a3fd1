import { terraformEnvironment } from "../../support/terraform";

/** What a person's shell would have: test credentials, and every endpoint on this machine. @param telemetryUrl of metrics and prices */
export const shellAgainst = (url: string, telemetryUrl = url): Readonly<Record<string, string | undefined>> => ({
  ...terraformEnvironment(),
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_S3_USE_PATH_STYLE: "true",
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_CLOUDWATCH: telemetryUrl,
  AWS_ENDPOINT_URL_PRICING: telemetryUrl,
  AWS_ENDPOINT_URL_COST_EXPLORER: telemetryUrl,
});

/**
 * What the provider needs on an emulator and what no environment variable says. Terraform manages alarms at the emulator, while
 * Trimtab reads metrics from the simulator. The account id is asked for: without it, rules between security groups always differ.
 */
export const providerAgainst = (url: string) => ({
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_requesting_account_id: false,
  s3_use_path_style: true,
  max_retries: 2,
  endpoints: [{ cloudwatch: url }],
});
