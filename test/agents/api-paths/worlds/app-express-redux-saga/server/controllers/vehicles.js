const fleet = new Map();

module.exports = {
	list: (req, res) => res.json([...fleet.values()]),
	create: (req, res) => res.status(201).json(req.body),
	read: (req, res) => res.json(fleet.get(req.params.vehicleId)),
	update: (req, res) => res.json({}),
	trips: (req, res) => res.json([]),
	trip: (req, res) => res.json({}),
};
