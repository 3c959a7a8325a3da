import {ask, send} from './api.js';
import {showBasket} from './basket.js';
import {followStock} from './live.js';
import {showOrders} from './orders.js';
import {showNearestStore, showProducts, showSearch} from './products.js';
import {showWishlist} from './wishlist.js';

const pages = {'/': showProducts, '/products': showProducts, '/basket': showBasket, '/orders': showOrders, '/wishlist': showWishlist};
const page = document.querySelector('#page');

async function open(path) {
	history.pushState(null, '', path);
	try {
		await (pages[path] ?? showProducts)(page);
	} catch (error) {
		page.textContent = error.message;
	}
}

/** The parts around the page; each is shown when it is there and left out when it is not. */
async function furnish() {
	const banner = await fetch('/api/banners').then((response) => (response.ok ? response.json() : {text: ''}));
	document.querySelector('#banner').textContent = banner.text;
	const loyalty = await ask('/api/loyalty');
	document.querySelector('#loyalty').textContent = loyalty.message ?? `${loyalty.points} points`;
	const savings = await ask('/api/savings');
	document.querySelector('#savings').textContent = `You saved ${savings.saved}`;
	await showNearestStore(document.querySelector('#store'));
}

document.addEventListener('click', (event) => {
	const link = event.target.closest('a[data-page]');
	if (link === null) return;
	event.preventDefault();
	void open(link.pathname);
});
document.querySelector('#search').addEventListener('change', (event) => void showSearch(page, event.target.value));

await ask('/api/session', send('POST', {user: localStorage.user ?? 'guest'}));
followStock();
await furnish();
await open(location.pathname);
