// cdktf takes a whole stack trace for each token, and jest maps every line of it to its source: a sixth of all tests' time.
exports.captureStackTrace = () => [];
