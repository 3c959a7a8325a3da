export default async (app) => {
	app.get('/tickets', async () => []);
};
