/** What the embedded server is started with, beside PostgreSQL's defaults. */
export function serverSettings(socketFolder: string): Readonly<Record<string, string>> {
  return {
    // Nothing but a socket that only we may open.
    listen_addresses: '',
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    // What was answered is on the disk.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: '100',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Neither values nor statements of clients reach the log; and it does not grow by a line for each checkpoint, nor for
    // each statement that is refused: we are told of those.
    log_error_verbosity: 'terse',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  };
}
