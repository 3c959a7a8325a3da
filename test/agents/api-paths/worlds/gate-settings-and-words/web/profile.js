const defaults = {theme: 'dark', pageSize: 20, columns: ['name', 'total']};
const texts = {en: {title: 'Orders'}, de: {title: 'Bestellungen'}};

export async function loadSettings() {
	try {
		const response = await fetch('/api/profile');
		const {settings, language, languages, quota} = await response.json();
		return {...defaults, ...settings, title: texts[language]?.title ?? 'Orders', languages: languages ?? ['en'], quota: quota || 100};
	} catch {
		return defaults;
	}
}
