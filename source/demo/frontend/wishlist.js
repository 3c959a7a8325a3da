import {ask} from './api.js';

export async function showWishlist(page) {
	const wishes = await ask('/api/wishlist');
	page.replaceChildren(...wishes.map((wish) => Object.assign(document.createElement('p'), {textContent: wish.name})));
}
