export const PORT = 5432;

/** A small server's PostgreSQL. Nothing here trades durability for speed: fsync and synchronous_commit stay on. */
const DEFAULTS: Record<string, string> = {
  max_connections: "100",
  shared_buffers: "256MB",
  checkpoint_timeout: "15min",
  max_wal_size: "4GB",
  // Filling every new file of the log with zeros stops all writers for some 50 ms, more than once a second under load.
  wal_init_zero: "off",
  random_page_cost: "1.1",
  jit: "off",
  fsync: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
};

/** The postmaster's arguments: the caller's settings win over ours, except for where it listens. */
export function settingArguments(settings: Record<string, string>, socket_dir: string): string[] {
  const all = {
    ...DEFAULTS,
    ...settings,
    port: String(PORT),
    listen_addresses: "",
    // The value is a list separated by commas; quoted, a path may contain one.
    unix_socket_directories: `"${socket_dir.replaceAll('"', '""')}"`,
    unix_socket_permissions: "0700",
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
