import express from 'express';
import * as cheerio from 'cheerio';

const app = express();
app.get('/api/titles', async (req, res) => {
	const page = await fetch('https://example.com/books');
	const $ = cheerio.load(await page.text());
	res.json($('h2').map((_, title) => $(title).text()).get());
});
app.listen(3000);
