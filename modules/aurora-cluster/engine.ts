export type AuroraEngine = "postgresql" | "mysql";

interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** What differs between Aurora's two engines. */
export interface EngineProfile {
  /** As RDS names it. */
  readonly engine: "aurora-postgresql" | "aurora-mysql";
  /** The version that was tested. */
  readonly defaultVersion: string;
  /** Versions that are taken. */
  readonly versions: RegExp;
  /** Parameter group family of an engine version. */
  readonly family: (version: string) => string;
  /** TCP port. */
  readonly port: number;
  /** Logs that go to CloudWatch Logs. */
  readonly logExports: readonly string[];
  /** Cluster parameters: TLS is forced; statements above the limit and changes of the schema are logged. */
  readonly clusterParameters: (slowQueryMilliseconds: number) => readonly Parameter[];
}

const MILLISECONDS_PER_SECOND = 1000;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html and AuroraMySQL.Security.html */
export const ENGINES: Readonly<Record<AuroraEngine, EngineProfile>> = {
  postgresql: {
    engine: "aurora-postgresql",
    defaultVersion: "16.6",
    versions: /^\d{2}\.\d+$/,
    family: (version) => `aurora-postgresql${version.replace(/\..*$/, "")}`,
    port: 5432,
    logExports: ["postgresql"],
    clusterParameters: (slowQueryMilliseconds) => [
      { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
      // Who changed the schema, and when; rows and their values stay out of the log.
      { name: "log_statement", value: "ddl", applyMethod: "immediate" },
      { name: "log_min_duration_statement", value: String(slowQueryMilliseconds), applyMethod: "immediate" },
    ],
  },
  mysql: {
    engine: "aurora-mysql",
    defaultVersion: "8.0.mysql_aurora.3.08.2",
    versions: /^8\.0\.mysql_aurora\.3\.\d{2}\.\d+$/,
    family: () => "aurora-mysql8.0",
    port: 3306,
    logExports: ["audit", "error", "slowquery"],
    clusterParameters: (slowQueryMilliseconds) => [
      { name: "require_secure_transport", value: "ON", applyMethod: "immediate" },
      // Who logged in, changed the schema or rights; rows and their values stay out of the log.
      { name: "server_audit_logging", value: "1", applyMethod: "immediate" },
      { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL", applyMethod: "immediate" },
      { name: "slow_query_log", value: "1", applyMethod: "immediate" },
      { name: "long_query_time", value: String(slowQueryMilliseconds / MILLISECONDS_PER_SECOND), applyMethod: "immediate" },
    ],
  },
};
