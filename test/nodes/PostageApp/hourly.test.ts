import {
	askHourly,
	isDue,
	lastAsked,
	noteSaved,
	unsavedAnswers,
} from '../../../nodes/PostageApp/hourly';

let triggers = 0;
let trigger: string;
beforeEach(() => {
	trigger = `trigger-${triggers++}`;
});

const answer = [{ recipient: 'ada@example.org' }];
const ask = async (make = async () => await Promise.resolve(answer)) =>
	await askHourly(trigger, 'm1', make);

describe('What is asked for once an hour', () => {
	it('is kept for the next poll until one has saved what it found', async () => {
		await ask();
		expect(isDue(trigger, 'm1')).toBe(false);
		expect(await unsavedAnswers(trigger)).toEqual([answer]);
		expect(await ask(jest.fn())).toBe(answer);
		noteSaved(trigger);
		expect(await unsavedAnswers(trigger)).toEqual([]);
		expect(await ask(jest.fn())).toBeUndefined();
	});

	it('is asked for once by all who ask at the same time', async () => {
		const make = jest.fn(async () => await Promise.resolve(answer));
		expect(await Promise.all([ask(make), ask(make), ask(make)])).toEqual([answer, answer, answer]);
		expect(make).toHaveBeenCalledTimes(1);
	});

	it('may be asked for again after a failure, and has had its turn', async () => {
		expect(lastAsked(trigger, 'm1')).toBe(-1);
		await expect(ask(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(isDue(trigger, 'm1')).toBe(true);
		expect(lastAsked(trigger, 'm1')).toBeGreaterThanOrEqual(0);
		expect(await unsavedAnswers(trigger)).toEqual([]);
		expect(await ask()).toBe(answer);
	});
});
