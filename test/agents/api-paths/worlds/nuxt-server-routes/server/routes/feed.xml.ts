export default eventHandler(() => '<rss/>');
