# Draws points in the unit square and says how far 4 × the share under the circle is from pi; one batch a line read.
# -v seed=… -v mirrored=1: each point is used with its mirror images, so that one draw in four is new.
BEGIN { srand(seed); pi = 3.14159265358979 }
{
  for (i = 0; i < 4; i++) {
    if (!mirrored || i == 0) { x = rand(); y = rand() }
    else if (i == 2) y = 1 - y
    else x = 1 - x
    inside += (x * x + y * y < 1)
    points++
  }
}
END { estimate = 4 * inside / points; print "error: " (estimate > pi ? estimate - pi : pi - estimate) }
