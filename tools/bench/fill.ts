/** Addresses of which an evenly distributed share (`changing`) does in time what the others never do. */
export const addresses = (count: number, changing: number, [still, moving]: [string, string]) =>
	Array.from(
		{ length: count },
		(_, index) => `${index % (count / changing) === 0 ? moving : still}+${index}@example.org`,
	);

/** @throws with the response, if it is not a success */
export async function post(
	url: string,
	headers: Record<string, string>,
	body: object,
): Promise<void> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
