import { stat } from "node:fs/promises";
import type { OperatingUser } from "./command.ts";
import { run } from "./command.ts";
import { EmbeddedPostgresError } from "./errors.ts";

/**
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged user; anybody else runs it as
 * themselves, which is the answer null. An existing cluster can be run by its owner only.
 */
export async function operatingUserFor(
  cluster: string | null,
  notice: (line: string) => void,
): Promise<OperatingUser | null> {
  if (process.getuid?.() !== 0) return null;
  if (!cluster) return chooseUser(notice);
  const { uid, gid } = await stat(cluster);
  if (uid !== 0) return { name: `uid ${uid}`, uid, gid };
  const { name } = await chooseUser(notice);
  throw new EmbeddedPostgresError(
    "data_dir_unwritable",
    `The database in ${cluster} belongs to root, as whom PostgreSQL refuses to run: run chown -R ${name} '${cluster}' and start again.`,
  );
}

/** Whether the user (or we ourselves) can enter the directory; the system is asked, because it may know access lists. */
export async function canEnter(user: OperatingUser | null, directory: string): Promise<boolean> {
  return !user || (await run("test", ["-x", directory], user)).succeeded;
}

async function chooseUser(notice: (line: string) => void): Promise<OperatingUser> {
  const known = (await lookUp("postgres")) ?? (await lookUp("starway"));
  if (known) return known;
  await run("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "starway",
  ]);
  const created = await lookUp("starway");
  if (created) {
    notice('Created the system user "starway", because PostgreSQL refuses to run as root.');
    return created;
  }
  const nobody = await lookUp("nobody");
  if (nobody) {
    notice(
      'PostgreSQL refuses to run as root and runs as "nobody"; a system user "starway" would be better.',
    );
    return nobody;
  }
  throw new EmbeddedPostgresError(
    "no_operating_user",
    "PostgreSQL refuses to run as root and no user could be created for it: create a system user named starway, or start Starway as an ordinary user.",
  );
}

async function lookUp(name: string): Promise<OperatingUser | null> {
  const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
  if (!uid.succeeded || !gid.succeeded) return null;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}
