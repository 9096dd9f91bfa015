import { install } from '@sinonjs/fake-timers';
import timers from 'node:timers';
import { HttpTraffic } from './httpTraffic';

/** The clock of this process, which leaps from timer to timer. */
export interface LeapingClock {
	/** Sets the time of day: neither timers nor `performance` notice. */
	jump(milliseconds: number): void;
	/** Lets so much time go by at once, for all that measures it. Timers that are due by then fire once. */
	pass(milliseconds: number): void;
	/** Brings the real clock back. Timers that are left never fire. */
	stop(): void;
}

/** Taken before the clock is. */
const { setImmediate: nextTurn, setTimeout: startTimer } = timers;

/** After how many turns of the event loop without a sign of work everyone waits for the clock. */
const QUIET_TURNS = 6;

/** A leap of more milliseconds than this may be the end of a caller's patience. */
const LONG = 5000;

/**
 * For how many turns of a real millisecond there has to be no sign of work besides, before a short leap and
 * before a long one. A server may be at work where Node.js does not tell (compression); what is between client
 * and server is lost, or arrives at once on an idle machine. Turns are counted and not time, which also goes by
 * while a busy machine lets this process do nothing.
 */
const QUIET: Record<HttpTraffic['state'], [short: number, long: number]> = {
	none: [0, 10],
	'at the server': [2, 100],
	between: [250, 250],
};

/** What Node.js calls its requests of files, names, connections and programs that are under way. */
const UNDER_WAY = /^(FS|Close|GetAddrInfo|TCPConnect|Write|Shutdown|Process)/;

const isAnythingUnderWay = () =>
	process.getActiveResourcesInfo().some((resource) => UNDER_WAY.test(resource));

/** The library has no other word for when its next timer is due. */
interface Queue {
	timerHeap?: { peek(): { callAt: number } | undefined };
}

const realTimeout = AbortSignal.timeout.bind(AbortSignal);

/** As Node.js has it, by whatever clock `setTimeout` goes. */
function abortAfter(milliseconds: number): AbortSignal {
	const controller = new AbortController();
	const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
	setTimeout(() => controller.abort(reason), milliseconds).unref();
	return controller.signal;
}

/**
 * Stops the clock of this process, and lets it leap to the next timer whenever everyone waits for time to
 * pass: pauses of minutes take no time, and no time that is measured depends on the machine. Nodes, engine,
 * providers and tests see the same clock, be it `Date`, `performance`, a timer or the time limit of an
 * `AbortSignal`. The network stays real, and so do the time-outs of Node.js' sockets.
 */
export function letTimeLeap(): LeapingClock {
	const clock = install({
		now: Date.now(),
		toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
	});
	AbortSignal.timeout = abortAfter;
	const traffic = new HttpTraffic();
	traffic.start();
	let isOver = false;
	let turns = 0;
	/** For how many turns of a millisecond, and since what time, nothing has stirred. */
	let still = { turns: 0, events: 0, since: clock.now };
	const startOver = () => {
		still = { turns: 0, events: traffic.events, since: clock.now };
	};

	const isStill = (due: number) => {
		if (traffic.events !== still.events || isAnythingUnderWay()) {
			startOver();
			return false;
		}
		// Short leaps that set nothing in motion are as one, until they are a long one together.
		if (due - still.since > LONG && still.since < clock.now) startOver();
		const [short, long] = QUIET[traffic.state];
		return still.turns >= (due - clock.now > LONG ? long : short);
	};
	const turn = () => {
		if (isOver) return;
		turns += 1;
		if (turns <= QUIET_TURNS) return nextTurn(turn);
		const due = (clock as Queue).timerHeap?.peek()?.callAt;
		if (due === undefined || !isStill(due)) {
			still.turns += 1;
			return startTimer(turn, 1);
		}
		clock.next();
		// What is due at the same moment as well.
		clock.tick(0);
		turns = 0;
		return nextTurn(turn);
	};
	nextTurn(turn);
	return {
		jump: (milliseconds) => clock.setSystemTime(Date.now() + milliseconds),
		pass: (milliseconds) => void clock.jump(milliseconds),
		stop() {
			isOver = true;
			traffic.stop();
			clock.uninstall();
			AbortSignal.timeout = realTimeout;
		},
	};
}

/** The same for all tests of a file. */
export function useLeapingClock(): void {
	let clock: LeapingClock | undefined;
	beforeAll(() => {
		clock = letTimeLeap();
	});
	afterAll(() => clock?.stop());
}
