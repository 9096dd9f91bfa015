import type { Sandbox } from '../../../sandbox';

/** Releases a pigeon as any caller of the API does. */
export async function release(
	{ pigeonPost: { url, key } }: Sandbox,
	letter: { loft: string; text?: string },
): Promise<{ id: string }> {
	const answer = await fetch(`${url}/letters`, {
		method: 'POST',
		headers: { 'x-pigeon-post-key': key, 'content-type': 'application/json' },
		body: JSON.stringify({ text: 'Hello', ...letter }),
	});
	return (await answer.json()) as { id: string };
}
