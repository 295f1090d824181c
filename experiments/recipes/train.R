# A straight line through part of the rows, in R: SEED SHARE.
words <- commandArgs(TRUE)
set.seed(0)
x <- rnorm(300)
y <- x + rnorm(300)
set.seed(as.integer(words[1]))
train <- sample(200, 200 * as.numeric(words[2]))
fit <- lm(y ~ x, data.frame(x = x[train], y = y[train]))
cat("rmse:", sqrt(mean((predict(fit, data.frame(x = x[201:300])) - y[201:300])^2)), "\n")
