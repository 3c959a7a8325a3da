module.exports = () => ({list: (req, res) => res.json([]), path: '/games'});
