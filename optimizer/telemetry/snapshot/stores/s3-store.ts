import { createReadStream, createWriteStream } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { canonicalJson, StoreError } from "../../../../contract";
import { MANIFEST_FILE } from "../facts";
import { parseManifest, readManifest } from "../manifest";
import { isSnapshotName } from "../place";
import type { SnapshotManifest } from "../types";
import type { SnapshotStore } from "./snapshot-store";

export interface S3Location {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
}

const PRECONDITION_FAILED = 412;

/**
 * `s3://bucket/prefix/<deployment>/<end>/`. No object is ever written twice: the files go first, each only where none of its name
 * is, and the manifest last. Without its manifest a snapshot is not there for anybody, and what it names cannot change after.
 */
export class S3Store implements SnapshotStore {
  readonly location: string;
  readonly folder: string;

  /** @param downloads folder for what is fetched */
  constructor(
    private readonly client: S3Client,
    private readonly at: S3Location,
    downloads: string,
  ) {
    this.folder = join(downloads, at.bucket, at.prefix);
    this.location = `s3://${[at.bucket, at.prefix].filter((part) => part !== "").join("/")}`;
  }

  async names(deployment: string): Promise<readonly string[]> {
    const prefix = this.key(deployment, "");
    const pattern = new RegExp(`^([^/]+)/${MANIFEST_FILE.replace(".", "\\.")}$`);
    const names: string[] = [];
    for await (const page of paginateListObjectsV2({ client: this.client }, { Bucket: this.at.bucket, Prefix: prefix })) {
      for (const { Key = "" } of page.Contents ?? []) {
        const name = pattern.exec(Key.slice(prefix.length))?.[1];
        if (name !== undefined && isSnapshotName(name)) names.push(name);
      }
    }
    return names.sort();
  }

  async manifest(deployment: string, name: string): Promise<SnapshotManifest> {
    // The folder that it is fetched to is called so: no other name may say where that is.
    const text = isSnapshotName(name) ? await this.text(this.key(deployment, name, MANIFEST_FILE)) : undefined;
    if (text !== undefined) return parseManifest(this.urlOf(deployment, name, MANIFEST_FILE), text);
    throw new StoreError(`there is no snapshot ${this.urlOf(deployment, name)}`, { hint: `run trimtab collect ${deployment}` });
  }

  async fetch(deployment: string, name: string): Promise<string> {
    const manifest = await this.manifest(deployment, name);
    const parent = join(this.folder, deployment);
    const target = join(parent, name);
    const known = await readManifest(target).catch(() => undefined);
    if (known?.hash === manifest.hash) return target;
    await mkdir(parent, { recursive: true });
    const aside = await mkdtemp(join(parent, ".draft-"));
    try {
      for (const file of Object.keys(manifest.files)) await this.download(this.key(deployment, name, file), join(aside, file));
      await writeFile(join(aside, MANIFEST_FILE), canonicalJson(manifest));
      await chmod(aside, 0o755);
      await rm(target, { recursive: true, force: true });
      await rename(aside, target);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      throw error;
    }
    return target;
  }

  async keep(directory: string, manifest: SnapshotManifest): Promise<string> {
    const name = basename(directory);
    const { deployment, files } = manifest;
    for (const [file, { sha256 }] of Object.entries(files)) {
      await this.putOnce(this.key(deployment, name, file), join(directory, file), sha256);
    }
    const text = canonicalJson(manifest);
    const key = this.key(deployment, name, MANIFEST_FILE);
    try {
      await this.client.send(
        new PutObjectCommand({ Bucket: this.at.bucket, Key: key, Body: text, ContentType: "application/json", IfNoneMatch: "*" }),
      );
    } catch (error) {
      if (!isTaken(error) || (await this.text(key)) !== text) throw isTaken(error) ? this.taken(key) : error;
    }
    return this.urlOf(deployment, name);
  }

  /** An object of the same bytes may be there already: an upload that was cut off is taken up again. */
  private async putOnce(key: string, file: string, sha256: string): Promise<void> {
    if (await this.isThere(key, sha256)) return;
    const { size } = await stat(file);
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.at.bucket,
          Key: key,
          Body: createReadStream(file),
          ContentLength: size,
          Metadata: { sha256 },
          IfNoneMatch: "*",
        }),
      );
    } catch (error) {
      if (!isTaken(error) || !(await this.isThere(key, sha256))) throw error;
    }
  }

  /** @throws StoreError where an object of other bytes is there */
  private async isThere(key: string, sha256: string): Promise<boolean> {
    try {
      const { Metadata } = await this.client.send(new HeadObjectCommand({ Bucket: this.at.bucket, Key: key }));
      if (Metadata?.sha256 === sha256) return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
    throw this.taken(key);
  }

  private taken(key: string): StoreError {
    return new StoreError(`another snapshot of the same end lies, or is being written, at s3://${this.at.bucket}/${key}`, {
      hint: "use that one, or collect again: a later end has another name",
    });
  }

  private async download(key: string, file: string): Promise<void> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.at.bucket, Key: key }));
    if (!(Body instanceof Readable)) throw new StoreError(`s3://${this.at.bucket}/${key} has no content`);
    await pipeline(Body, createWriteStream(file));
  }

  /** @returns undefined where there is no such object */
  private async text(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.at.bucket, Key: key }));
      return await Body?.transformToString("utf8");
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  private key(...parts: readonly string[]): string {
    return [this.at.prefix, ...parts].filter((part, i) => i > 0 || part !== "").join("/");
  }

  private urlOf(...parts: readonly string[]): string {
    return `s3://${this.at.bucket}/${this.key(...parts)}`;
  }
}

const isTaken = (error: unknown): boolean => error instanceof S3ServiceException && error.$metadata.httpStatusCode === PRECONDITION_FAILED;
