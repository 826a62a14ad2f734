/** Builds what is stale of these parts, or of all: client, server, console. */
export function build(...names: string[]): Promise<void>;
