/** Resolves when the process is asked to end: Ctrl-C, `kill`, or its terminal closed. A second signal ends it at once. */
export async function untilSignal(): Promise<void> {
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	await new Promise<void>((resolve) => {
		const end = () => {
			for (const signal of signals) process.off(signal, end);
			resolve();
		};
		for (const signal of signals) process.on(signal, end);
	});
}
