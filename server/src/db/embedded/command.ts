import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { EmbeddedPostgresError } from "./errors.ts";

/** The operating system's user that PostgreSQL runs as when Starway itself runs as root. */
export interface OperatingUser {
  name: string;
  uid: number;
  gid: number;
}

export interface CommandResult {
  succeeded: boolean;
  output: string;
}

/**
 * What every child process gets: our own environment could change how PostgreSQL behaves, and our working
 * directory may be one that its user is not allowed to enter.
 */
export function childOptions(user: OperatingUser | null) {
  return {
    cwd: "/",
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
    ...(user && { uid: user.uid, gid: user.gid }),
  };
}

/** Runs a program to its end; a failure is an answer, not an exception. */
export async function run(
  program: string,
  args: string[],
  user: OperatingUser | null = null,
  input = "",
): Promise<CommandResult> {
  try {
    const child = spawn(program, args, childOptions(user));
    const closed = once(child, "close");
    // A program that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const [stdout, stderr, [exit_code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { succeeded: exit_code === 0, output: stdout + stderr };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (user && code === "EPERM") throw cannotBecome(user);
    return { succeeded: false, output: message };
  }
}

function cannotBecome(user: OperatingUser): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "no_operating_user",
    `PostgreSQL refuses to run as root, and this root may not start programs as ${user.name}: start Starway as an ordinary user.`,
  );
}
