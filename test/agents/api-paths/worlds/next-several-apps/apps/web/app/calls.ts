export const articles = () => fetch('/api/articles');
export const old = () => fetch('/v1/articles');
export const news = () => fetch('/news');
export const stats = () => fetch('/stats/today');
