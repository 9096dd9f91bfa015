/** LegallyMail's timestamps: `YYYY-MM-DD HH:MM:SS`, in a zone that no document names. */
export function timestamp(time: Date, zoneMinutes: number): string {
	const local = new Date(time.getTime() + zoneMinutes * 60_000);
	return local.toISOString().slice(0, 19).replace('T', ' ');
}
