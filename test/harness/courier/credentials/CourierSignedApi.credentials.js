/** The function form of authentication. */
class CourierSignedApi {
	name = 'courierSignedApi';
	displayName = 'Courier Signed API';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Secret', name: 'secret', type: 'string', default: '' },
	];
	authenticate = async ({ secret }, request) => ({
		...request,
		headers: { ...request.headers, 'x-signature': `${request.method} with ${secret}` },
	});
}

module.exports = { CourierSignedApi };
