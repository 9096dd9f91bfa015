/** A proxy does not open the tunnel for a request for a token. */
import { answering, useLoopbackServers } from '../support/loopbackServers';
import { answer, BROKEN_ANSWERS, type Act } from '../support/proxyAnswers';
import { useProxyVariables } from '../support/proxyVariables';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { pecMassiva, pecMassivaAccountWithKey } from '../../tools/providers/pecMassiva/node';
import { byId, stemp, stempAccount } from '../../tools/providers/stemp/node';

const stage = setStage();
const listen = useLoopbackServers();
const setProxy = useProxyVariables();

const useProxy = async (act: Act) =>
	setProxy({ HTTPS_PROXY: `http://127.0.0.1:${await listen(answering(act))}` });

describe.each<[string, Act]>([
	...[302, 401, 403, 407, 429, 502, 530].map((status): [string, Act] => [
		String(status),
		answer(status, ''),
	]),
	...BROKEN_ANSWERS,
])('a proxy that answers %s to the request for a token', (_, act) => {
	const custom = { environment: 'custom', baseUrl: 'https://api.example.test' };

	it('is not taken for stemp', async () => {
		await useProxy(act);
		const mail = { to: byId('usr_1'), subject: 'S', bodyFormat: 'html', body: 'b' };
		const { error } = await stage.engine.run(
			chain(start, stemp(['email', 'send'], { ...mail, category: 'transactional' })),
			{ credentials: { stempApi: { ...stempAccount(stage.sandbox.stemp), ...custom } } },
		);
		expect(error?.message).toMatch(/^Not sent: .*stemp could not be reached: the proxy /);
		expect(error?.description).toContain('HTTPS_PROXY');
		expect(error?.description).not.toContain('new refresh token');
	});

	it("is not taken for Openapi's", async () => {
		await useProxy(act);
		const mail = { recipient: 'a@x.it', subject: 'S', body: 'b' };
		const { error } = await stage.engine.run(chain(start, pecMassiva(['message', 'send'], mail)), {
			credentials: {
				pecMassivaApi: {
					...pecMassivaAccountWithKey(stage.sandbox.pecMassiva),
					...custom,
					oauthUrl: 'https://oauth.example.test',
				},
			},
		});
		expect(error?.message).toMatch(/^Not sent: Openapi's OAuth .*could not be reached: the proxy /);
		expect(error?.description).toContain('HTTPS_PROXY');
	});
});
