import { install } from '@sinonjs/fake-timers';
import timers from 'node:timers';
import { HttpTraffic } from './httpTraffic';

/** The fake clock of this process, which advances from timer to timer. */
export interface LeapingClock {
	/** Sets the time of day; timers and `performance` are not affected. */
	jump(milliseconds: number): void;
	/** Advances all clocks at once. Timers that are due by then fire once. */
	pass(milliseconds: number): void;
	/** Restores the real clock. Pending timers never fire. */
	stop(): void;
}

/** The real functions, saved before the clock is installed. */
const { setImmediate: nextTurn, setTimeout: startTimer } = timers;

/** The number of idle event loop turns after which everything is assumed to wait for the clock. */
const QUIET_TURNS = 6;

/** A leap of more milliseconds than this may expire a caller's timeout. */
const LONG = 5000;

/**
 * The number of idle turns, of one real millisecond each, that are required in addition before a short and before a
 * long leap. A server may be busy in a way that Node.js does not report (compression); data between client and server
 * is lost, or arrives immediately on an idle machine. Turns are counted instead of time, because time also passes while
 * a busy machine does not schedule this process.
 */
const QUIET: Record<HttpTraffic['state'], [short: number, long: number]> = {
	none: [0, 5],
	'at the server': [2, 40],
	between: [60, 60],
};

/** The prefixes of Node.js' active resources for pending file, DNS, connection and process operations. */
const UNDER_WAY = /^(FS|Close|GetAddrInfo|TCPConnect|Write|Shutdown|Process)/;

const isAnythingUnderWay = () =>
	process.getActiveResourcesInfo().some((resource) => UNDER_WAY.test(resource));

/** The library's only way to find out when its next timer is due. */
interface Queue {
	timerHeap?: { peek(): { callAt: number } | undefined };
}

const realTimeout = AbortSignal.timeout.bind(AbortSignal);

/**
 * Like Node.js' `AbortSignal.timeout`, but uses the current `setTimeout`. Node.js forgets the timer of a signal that
 * nobody holds any more; here the timer is there as long as somebody listens, so that no time passes for nothing.
 */
function abortAfter(milliseconds: number): AbortSignal {
	const controller = new AbortController();
	const { signal } = controller;
	const due = performance.now() + milliseconds;
	const listeners = new Set<unknown>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const expire = () =>
		controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
	const add = signal.addEventListener.bind(signal);
	const remove = signal.removeEventListener.bind(signal);
	signal.addEventListener = (...given: Parameters<typeof add>) => {
		add(...given);
		listeners.add(given[1]);
		timer ??= setTimeout(expire, due - performance.now()).unref();
	};
	signal.removeEventListener = (...given: Parameters<typeof remove>) => {
		remove(...given);
		listeners.delete(given[1]);
		if (listeners.size > 0) return;
		clearTimeout(timer);
		timer = undefined;
	};
	return signal;
}

/**
 * Replaces the clock of this process with one that advances to the next timer whenever everything is idle: delays of
 * minutes take no time, and measured times do not depend on the machine. Nodes, engine, providers and tests share this
 * clock, including `Date`, `performance`, timers and the timeouts of `AbortSignal`. The network stays real, as do the
 * timeouts of Node.js' sockets.
 */
export function letTimeLeap(): LeapingClock {
	const clock = install({
		now: Date.now(),
		// Of connections that were open before.
		shouldClearNativeTimers: true,
		toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
	});
	AbortSignal.timeout = abortAfter;
	const traffic = new HttpTraffic();
	traffic.start();
	let isOver = false;
	let turns = 0;
	/** The number of idle turns of a millisecond, and the time since when. */
	let still = { turns: 0, events: 0, since: clock.now };
	const startOver = () => {
		still = { turns: 0, events: traffic.events, since: clock.now };
	};

	const isStill = (due: number) => {
		if (traffic.events !== still.events || isAnythingUnderWay()) {
			startOver();
			return false;
		}
		// Consecutive short leaps without activity count as one, until their sum is a long leap.
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
		// Run other timers that are due at the same time.
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

/** Installs the clock for all tests of a file. */
export function useLeapingClock(): void {
	let clock: LeapingClock | undefined;
	beforeAll(() => {
		clock = letTimeLeap();
	});
	afterAll(() => clock?.stop());
}
