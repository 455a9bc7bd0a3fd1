/**
 * gp3 volumes of PostgreSQL on RDS. From 400 GiB on they are striped over four, start at 12,000 IOPS and 500 MB/s, and fewer are refused;
 * smaller ones take no numbers. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export const RDS_GP3 = {
  stripedFromGib: 400,
  single: { iops: 3_000, megabytesPerSecond: 125 },
  striped: { iops: 12_000, megabytesPerSecond: 500 },
  mostIops: 64_000,
} as const;

/** What comes with a volume of a size at no charge, and is the least that it can have. */
export const rdsGp3Included = (gib: number): { readonly iops: number; readonly megabytesPerSecond: number } =>
  gib >= RDS_GP3.stripedFromGib ? RDS_GP3.striped : RDS_GP3.single;
