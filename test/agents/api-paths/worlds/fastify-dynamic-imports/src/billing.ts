export default async (app) => {
	app.get('/invoices', async () => []);
};
